// Who keeps the register of assets, as functions/facilities/policies.cedar has it; the server decides all the same.

import type { Role } from '../types.ts'

const KEEPERS: Role[] = ['property_manager', 'city_operator']

export const keeps = (roles: readonly Role[]): boolean => KEEPERS.some(role => roles.includes(role))
