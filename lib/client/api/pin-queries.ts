import { queryOptions } from '@tanstack/react-query'
import { call } from './api-client'

/** The pinned rooms of the signed-in person. */
export const pinsQuery = (userId: string) =>
  queryOptions({
    queryKey: ['pins', userId],
    queryFn: ({ signal }) => call('readPins', { signal }),
  })
