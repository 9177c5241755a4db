import 'server-only'
import * as z from 'zod/mini'
import { Problem } from '@/lib/shared/api/problem'
import { keyDescriptionSchema } from '@/lib/shared/catalogue/key-description'
import type { CatalogueStore } from '../../db/repositories/catalogue/catalogue-store'
import descriptions from './demo-catalogue.json'

/** The keys of the demo's rooms. */
export const demoCatalogue = z.array(keyDescriptionSchema).parse(descriptions)

/** Describes the demo's keys, unless someone has described keys before. */
export async function seedDemoCatalogue(
  catalogueStore: Pick<CatalogueStore, 'replace'>,
): Promise<void> {
  try {
    await catalogueStore.replace(0, demoCatalogue, { source: 'startup', by: null })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'catalogue.stale') throw error
  }
}
