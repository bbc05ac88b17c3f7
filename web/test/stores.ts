// Stores for tests: one in memory, and ways to make it fail as a browser's does.

import { type Row, type Store, type Table, Unkept } from '../src/lib/store.ts'

export class MapStore implements Store {
  tables = { acts: new Map<string, Row>(), drafts: new Map<string, Row>(), seen: new Map<string, Row>() }
  broken: Unkept['code'] | null = null

  async add(table: Table, row: Row): Promise<boolean> {
    this.check()
    if (this.tables[table].has(row.id)) return false
    this.tables[table].set(row.id, structuredClone(row))
    return true
  }

  async replace(table: Table, row: Row): Promise<boolean> {
    this.check()
    if (!this.tables[table].has(row.id)) return false
    this.tables[table].set(row.id, structuredClone(row))
    return true
  }

  async put(table: Table, row: Row): Promise<void> {
    this.check()
    this.tables[table].set(row.id, structuredClone(row))
  }

  async get(table: Table, id: string): Promise<Row | undefined> {
    return structuredClone(this.tables[table].get(id))
  }

  async of(table: Table, person: string): Promise<Row[]> {
    return structuredClone([...this.tables[table].values()].filter(row => row.person === person))
  }

  async others(table: Table, person: string): Promise<string[]> {
    return [...this.tables[table].values()].filter(row => row.person !== person).map(row => row.id)
  }

  async remove(table: Table, id: string): Promise<void> {
    this.tables[table].delete(id)
  }

  private check(): void {
    if (this.broken) throw new Unkept(this.broken)
  }
}
