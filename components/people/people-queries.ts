import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call, type ResponseBody } from '@/lib/client/api/api-client'
import type { Person } from '@/lib/shared/api/people-endpoints'
import type { Problem } from '@/lib/shared/api/problem'

const PEOPLE_KEY = ['people'] as const

/** All people. `initial` is what the server read at `renderedAt` (ms). */
export function usePeople(initial: ResponseBody<'listPeople'> | null, renderedAt: number) {
  return useQuery<ResponseBody<'listPeople'>, Problem>({
    queryKey: PEOPLE_KEY,
    queryFn: ({ signal }) => call('listPeople', { signal }),
    initialData: initial ?? undefined,
    initialDataUpdatedAt: renderedAt,
    networkMode: 'always',
  })
}

/** Puts a person from a response into the cached list. */
export function useStorePerson(): (person: Person) => void {
  const client = useQueryClient()
  return (person) =>
    client.setQueryData<ResponseBody<'listPeople'>>(PEOPLE_KEY, (shown) => {
      const people = shown?.people ?? []
      const isListed = people.some(({ id }) => id === person.id)
      return {
        people: isListed
          ? people.map((each) => (each.id === person.id ? person : each))
          : [...people, person],
      }
    })
}
