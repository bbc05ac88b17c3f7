// Why something was not done (RFC 9457), or could not even be asked (status 0).

export interface Fault {
  pointer: string
  code: string
  params?: Record<string, string | number>
}

export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly faults: readonly Fault[]
  readonly current: unknown // the noun as it is now, where the edit was of an older version
  readonly retryAfter: number | undefined // seconds

  constructor(
    status: number,
    code: string,
    words: string,
    faults: readonly Fault[] = [],
    current?: unknown,
    retryAfter?: number,
  ) {
    super(words)
    this.status = status
    this.code = code
    this.faults = faults
    this.current = current
    this.retryAfter = retryAfter
  }

  get words(): string {
    return this.message
  }

  /** Nobody answered, or not as the city does: what is shown may be old. */
  get isAway(): boolean {
    return this.status === 0 || this.status >= 500
  }
}
