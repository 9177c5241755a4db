import { createRoute, handle } from '@/lib/server/http/route'
import { countChanges } from '@/lib/server/services/changes'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.countChanges, countChanges),
)
