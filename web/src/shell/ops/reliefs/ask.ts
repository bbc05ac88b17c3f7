// What is asked of shifts that are handed over.

import { api, got } from '../../../lib/api.ts'
import { type Gives, whole } from '../types.ts'

export const reliefs = (community: string, after = ''): Promise<Gives<'/v1/incidents/reliefs'>> =>
  whole(got(api.GET('/v1/incidents/reliefs', { params: { query: { community, after } } })))
