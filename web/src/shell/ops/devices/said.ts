// How a device's states look. Pure.

import type { Device } from './types.ts'

export const stateTag = (state: Device['state']): 'ok' | 'plain' | 'warning' | 'error' =>
  ({ active: 'ok', registered: 'warning', revoked: 'error', retired: 'plain' } as const)[state]
