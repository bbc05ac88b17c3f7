// Rows of this device that outlive the page, by person. What a store promised to keep is on disk.

export type Table = 'acts' | 'drafts' | 'seen'
export interface Row {
  id: string
  person: string
}

export interface Store {
  /** False if there is one of that id already, which then stays. */
  add(table: Table, row: Row): Promise<boolean>
  /** False if there is none of that id any more: what was erased does not come back. */
  replace(table: Table, row: Row): Promise<boolean>
  put(table: Table, row: Row): Promise<void>
  get(table: Table, id: string): Promise<Row | undefined>
  of(table: Table, person: string): Promise<Row[]>
  /** Ids of rows that are anybody else's. */
  others(table: Table, person: string): Promise<string[]>
  remove(table: Table, id: string): Promise<void>
}

/** It is not kept on this device, and must stay where it is; `code` says why. */
export class Unkept extends Error {
  readonly code: 'full' | 'missing' | 'failed'
  constructor(code: Unkept['code'], cause?: unknown) {
    super(`outbox.${code}`, { cause })
    this.code = code
  }
}

const TABLES: Table[] = ['acts', 'drafts', 'seen']

export class IndexedDb implements Store {
  private readonly name: string
  private open: Promise<IDBDatabase> | undefined

  constructor(name = 'linli') {
    this.name = name
  }

  add(table: Table, row: Row): Promise<boolean> {
    return this.write(table, rows => unless(rows, row, true))
  }

  replace(table: Table, row: Row): Promise<boolean> {
    return this.write(table, rows => unless(rows, row, false))
  }

  async put(table: Table, row: Row): Promise<void> {
    await this.write(table, rows => answered(rows.put(row)))
  }

  async remove(table: Table, id: string): Promise<void> {
    await this.write(table, rows => answered(rows.delete(id)))
  }

  get(table: Table, id: string): Promise<Row | undefined> {
    return this.within(table, 'readonly', rows => answered(rows.get(id)))
  }

  of(table: Table, person: string): Promise<Row[]> {
    return this.within(table, 'readonly', rows => answered(rows.index('person').getAll(person)))
  }

  others(table: Table, person: string): Promise<string[]> {
    return this.within(table, 'readonly', async rows => {
      const every = rows.index('person')
      const sides = [IDBKeyRange.upperBound(person, true), IDBKeyRange.lowerBound(person, true)]
      return (await Promise.all(sides.map(side => answered(every.getAllKeys(side))))).flat().map(String)
    })
  }

  private write<T>(table: Table, work: (rows: IDBObjectStore) => Promise<T>): Promise<T> {
    return this.within(table, 'readwrite', work)
  }

  private async within<T>(
    table: Table, mode: IDBTransactionMode, work: (rows: IDBObjectStore) => Promise<T>,
  ): Promise<T> {
    try {
      const database = await (this.open ??= opened(this.name))
      database.onversionchange = database.onclose = () => {
        database.close() // a newer page waits for it
        this.open = undefined
      }
      const change = database.transaction(table, mode, { durability: 'strict' })
      const [result] = await Promise.all([work(change.objectStore(table)), ended(change)])
      return result
    } catch (error) {
      this.open = undefined // the next call tries anew: web views lose their connection
      throw unkept(error)
    }
  }
}

function opened(name: string): Promise<IDBDatabase> {
  if (!globalThis.indexedDB) return Promise.reject(new Unkept('missing'))
  return new Promise((done, fail) => {
    const asked = indexedDB.open(name, TABLES.length - 1) // a version for each that came later
    asked.onupgradeneeded = () => {
      const there = asked.result.objectStoreNames
      for (const table of TABLES.filter(one => !there.contains(one))) {
        asked.result.createObjectStore(table, { keyPath: 'id' }).createIndex('person', 'person')
      }
    }
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(new Unkept('missing', asked.error)) // such as a private window
    asked.onblocked = () => fail(new Unkept('failed'))
  })
}

/** One transaction looks and writes, so that of two pages one is first. */
async function unless(rows: IDBObjectStore, row: Row, there: boolean): Promise<boolean> {
  const before = await answered(rows.getKey(row.id))
  if ((before !== undefined) === there) return false
  await answered(rows.put(row))
  return true
}

function answered<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  })
}

function ended(change: IDBTransaction): Promise<void> {
  return new Promise((done, fail) => {
    change.oncomplete = () => done()
    change.onabort = change.onerror = () => fail(change.error)
  })
}

function unkept(error: unknown): Unkept {
  if (error instanceof Unkept) return error
  const full = error instanceof Error && error.name === 'QuotaExceededError'
  return new Unkept(full ? 'full' : 'failed', error)
}
