// How long something is, in words.

import { span } from '../../../lib/fmt.ts'
import { how } from '../../../lib/i18n.ts'
import { seconds } from '../../../lib/quantities.ts'

export const lasting = (count: number): string => (count < 60 ? seconds(count * 1000, how()) : span(count * 1000, how()))
