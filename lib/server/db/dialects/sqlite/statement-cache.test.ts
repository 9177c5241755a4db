import Libsql from 'libsql'
import { expect, it, vi } from 'vitest'
import { createStatementCache } from './statement-cache'

const READ = 'select * from rooms where id = ?'

function setUp(capacity?: number) {
  const db = new Libsql(':memory:')
  db.exec(
    "create table rooms (id text primary key, name text); insert into rooms values ('a', 'A')",
  )
  const prepare = vi.spyOn(db, 'prepare')
  const cache = createStatementCache(db, capacity)
  const read = (id: string, sql = READ) =>
    cache.use(sql, ({ statement, isReader }) => ({ rows: statement.all([id]), isReader }))
  return { db, prepare, cache, read }
}

it('prepares a text once and runs it with the values of each call', () => {
  const { prepare, read } = setUp()
  expect(read('a')).toEqual({ rows: [{ id: 'a', name: 'A' }], isReader: true })
  expect(read('b')).toEqual({ rows: [], isReader: true })
  expect(prepare).toHaveBeenCalledTimes(1)
})

it('prepares a statement again after it failed', () => {
  const { prepare, cache, read } = setUp()
  const fail = () => cache.use(READ, () => expect.unreachable('busy'))
  read('a')
  expect(fail).toThrow('busy')
  expect(read('a').rows).toHaveLength(1)
  expect(prepare).toHaveBeenCalledTimes(2)
})

it('sees the columns that a later statement adds', () => {
  const { db, read } = setUp()
  read('a')
  db.exec('alter table rooms add column host text')
  expect(read('a').rows).toEqual([{ id: 'a', name: 'A', host: null }])
})

it('writes with a statement that has written before', () => {
  const { db, cache } = setUp()
  const insert = (id: string) =>
    cache.use('insert into rooms (id) values (?)', ({ statement }) => statement.run([id]).changes)
  expect([insert('b'), insert('c')]).toEqual([1, 1])
  expect(() => insert('c')).toThrow('UNIQUE')
  expect(insert('d')).toBe(1)
  expect(db.prepare('select count(*) as amount from rooms').get()).toMatchObject({ amount: 4 })
})

it('drops the text that was used least recently when it is full', () => {
  const { prepare, read } = setUp(2)
  for (const sql of [READ, `${READ} -- 2`, READ, `${READ} -- 3`, READ]) read('a', sql)
  expect(prepare).toHaveBeenCalledTimes(3)
  read('a', `${READ} -- 2`)
  expect(prepare).toHaveBeenCalledTimes(4)
})
