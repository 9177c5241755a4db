import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import type { Person } from '@/lib/shared/api/people-endpoints'

/** All people. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => call('listPeople', { signal }),
})

/** Puts a person from a response into the cached list. */
export function useStorePerson(): (person: Person) => void {
  const client = useQueryClient()
  return (person) =>
    client.setQueryData(peopleQuery.queryKey, (shown) => {
      const people = shown?.people ?? []
      const isListed = people.some(({ id }) => id === person.id)
      return {
        people: isListed
          ? people.map((each) => (each.id === person.id ? person : each))
          : [...people, person],
      }
    })
}
