import { queryOptions } from '@tanstack/react-query'
import { call } from './api-client'

/** The key catalogue. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => call('readCatalogue', { signal }),
})
