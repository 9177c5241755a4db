import { useQueryClient } from '@tanstack/react-query'
import { call } from '@/lib/client/api/api-client'
import { catalogueQuery } from '@/lib/client/api/catalogue-queries'
import type { Catalogue, KeyDescription } from '@/lib/shared/catalogue/key-description'
import { byName } from '@/lib/shared/catalogue/match-key'

/** Stores these descriptions instead of those of `catalogue`; throws what the server refuses. */
export function useReplaceCatalogue(): (
  catalogue: Catalogue,
  keys: readonly KeyDescription[],
) => Promise<void> {
  const client = useQueryClient()
  return async ({ version }, keys) => {
    const body = { version, keys: [...keys].sort(byName) }
    client.setQueryData(catalogueQuery.queryKey, await call('replaceCatalogue', { body }))
  }
}

/** The descriptions with this one instead of the one called `name`, or besides them. */
export const withDescription = (
  keys: readonly KeyDescription[],
  name: string | null,
  description: KeyDescription,
) => [...withoutDescription(keys, name), description]

export const withoutDescription = (keys: readonly KeyDescription[], name: string | null) =>
  keys.filter((each) => each.name !== name)
