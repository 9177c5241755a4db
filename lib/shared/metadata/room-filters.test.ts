import { expect, it } from 'vitest'
import { parseRoomFilters, type RoomFilters, toQueryParameters } from './room-filters'

const parse = (query: string) => {
  const parameters = new URLSearchParams(query)
  return parseRoomFilters((name) => parameters.get(name))
}

it('reads filters from a query string', () => {
  expect(parse('')).toEqual({ search: '', sort: 'views' })
  expect(parse('search=%20a%20b%20&sort=name&category=12&visibility=private')).toEqual({
    search: 'a b',
    sort: 'name',
    category: 12,
    visibility: 'private',
  })
})

it('ignores what is not valid', () => {
  expect(parse('sort=size&category=x&visibility=all')).toEqual({ search: '', sort: 'views' })
  expect(parse('category=')).toEqual({ search: '', sort: 'views' })
})

it('writes the same filters into a query string', () => {
  const filters: RoomFilters = { search: 'a', sort: 'changed', category: 0, visibility: 'public' }
  const query = new URLSearchParams(toQueryParameters(filters) as Record<string, string>)
  expect(parse(query.toString())).toEqual(filters)
  expect(Object.values(toQueryParameters({ search: '', sort: 'views' }))).toEqual(
    Array(4).fill(null),
  )
})
