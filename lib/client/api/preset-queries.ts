import { queryOptions } from '@tanstack/react-query'
import { call } from './api-client'

/** All presets, sorted by name. */
export const presetsQuery = queryOptions({
  queryKey: ['presets'],
  queryFn: ({ signal }) => call('listPresets', { signal }),
})
