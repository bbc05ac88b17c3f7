// What is read anew after an act.

import { Problem } from '../../../lib/problem.ts'

/** Who acted on an older version sees the newer one, and decides again. */
export async function anew(act: () => Promise<unknown>, again: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (error instanceof Problem && error.status === 412) await again()
    throw error
  }
  await again()
}
