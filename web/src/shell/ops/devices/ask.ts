// What several pages of devices ask for.

import { api, got } from '../../../lib/api.ts'
import { language } from '../../../lib/i18n.ts'
import { type Loaded, useLoad } from '../../../lib/load.ts'
import { upTo } from '../pages.ts'
import { whole } from '../types.ts'
import { coded } from '../words.ts'
import type { Kind, SilenceShown } from './types.ts'

const KINDS = 500
const SILENT = 200 // that are marked in a list; more than that is another page's question
const OFTEN = 30 // seconds

/** All kinds that the city knows: of the catalogue and its own. */
export function useKinds(community: string): Loaded<Kind[]> {
  return useLoad(async () => (await upTo(KINDS, after => whole(got(api.GET('/v1/devices/kinds', { params: { query: { community, after } } }))))).rows, [community])
}

/** Until the catalogue is there, what no text names is not shown by its code. */
export const kindName = (id: string, kinds: readonly Kind[] | undefined): string => {
  const said = kinds?.find(one => one.id === id)?.name[language.value] ?? coded('kind', id)
  return kinds || said !== id ? said : '…'
}

/** A command as its kind calls it, or as all do. */
export const commandName = (code: string, kind: Pick<Kind, 'commands'> | undefined): string =>
  kind?.commands.find(one => one.command === code)?.name?.[language.value] ?? coded('command', code)

export function useSilent(community: string): Loaded<{ rows: SilenceShown[]; more: boolean }> {
  return useLoad(() => upTo(SILENT, after => silences(community, null, after)), [community], OFTEN)
}

export const silences = (community: string, kind: string | null, after: string) =>
  whole(got(api.GET('/v1/devices/silences', { params: { query: { community, after, ...(kind && { kind }) } } })))
