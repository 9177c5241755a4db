import { createRoute, handle } from '@/lib/server/http/route'
import { readCatalogue, replaceCatalogue } from '@/lib/server/services/catalogue/catalogue'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readCatalogue, readCatalogue),
  handle(endpoints.replaceCatalogue, replaceCatalogue),
)
