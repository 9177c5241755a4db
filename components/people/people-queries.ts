import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call, type Reply } from '@/lib/client/api/api'
import type { Person } from '@/lib/shared/api/people-endpoints'
import type { Problem } from '@/lib/shared/api/problem'

const key = ['people'] as const

/** Everybody who may sign in; at first as the server drew them, at `renderedAt` (ms). */
export function usePeople(initial: Reply<'listPeople'> | null, renderedAt: number) {
  return useQuery<Reply<'listPeople'>, Problem>({
    queryKey: key,
    queryFn: ({ signal }) => call('listPeople', { signal }),
    initialData: initial ?? undefined,
    initialDataUpdatedAt: renderedAt,
    networkMode: 'always',
  })
}

/** Puts a person, as an answer told them, into what is shown. */
export function useKeepPerson(): (person: Person) => void {
  const client = useQueryClient()
  return (person) =>
    client.setQueryData<Reply<'listPeople'>>(key, (shown) => {
      const people = shown?.people ?? []
      const known = people.some(({ id }) => id === person.id)
      return {
        people: known
          ? people.map((each) => (each.id === person.id ? person : each))
          : [...people, person],
      }
    })
}
