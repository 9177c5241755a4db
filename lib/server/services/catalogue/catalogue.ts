import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Catalogue, KeyDescription } from '@/lib/shared/catalogue/key-description'
import { validateCatalogue } from '@/lib/shared/catalogue/validate-catalogue'
import { type Actor, authorize } from '../../auth/authorize'
import type { CatalogueStore } from '../../db/repositories/catalogue/catalogue-store'
import type { Log } from '../../runtime/log'

export type CatalogueDeps = { actor: Actor; catalogueStore: CatalogueStore }

/** The newest version of the key catalogue. */
export async function readCatalogue(deps: CatalogueDeps): Promise<Catalogue> {
  authorize(deps, 'catalogue.read')
  return deps.catalogueStore.read()
}

/** As {@link readCatalogue}, for the page that changes it. */
export async function readCatalogueToChange(deps: CatalogueDeps): Promise<Catalogue> {
  authorize(deps, 'catalogue.change')
  return deps.catalogueStore.read()
}

/**
 * Replaces the key catalogue. Throws `catalogue.invalid` with the first description that breaks a
 * rule, or `catalogue.stale` if another administrator has replaced this version.
 */
export async function replaceCatalogue(
  deps: CatalogueDeps & { log: Log; ref: string },
  { version, keys }: { version: number; keys: readonly KeyDescription[] },
): Promise<Catalogue> {
  const { id, name } = authorize(deps, 'catalogue.change')
  const [problem] = validateCatalogue(keys)
  if (problem) throw new Problem('catalogue.invalid', { params: problem })
  const author = { source: 'console', by: { id, name } } as const
  const catalogue = await deps.catalogueStore.replace(version, keys, author)
  const { log, ref } = deps
  log.info({ event: 'catalogue-changed', ref, version: catalogue.version, by: id })
  return catalogue
}
