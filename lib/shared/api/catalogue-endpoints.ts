import * as z from 'zod/mini'
import { catalogueSchema, keyDescriptionSchema } from '../catalogue/key-description'
import { CATALOGUE_LIMITS } from '../catalogue/limits'
import type { Endpoint } from './endpoint'

const readCatalogue = {
  method: 'GET',
  path: '/api/catalogue',
  action: 'catalogue.read',
  response: catalogueSchema,
} as const satisfies Endpoint

/** Replaces the whole catalogue. `version` is the one that was read; another one gets 409. */
const replaceCatalogue = {
  method: 'PUT',
  path: '/api/catalogue',
  action: 'catalogue.change',
  body: z.strictObject({
    version: z.number().check(z.int(), z.gte(0)),
    keys: z.array(keyDescriptionSchema).check(z.maxLength(CATALOGUE_LIMITS.keys)),
  }),
  response: catalogueSchema,
} as const satisfies Endpoint

export const catalogueEndpoints = { readCatalogue, replaceCatalogue } as const
