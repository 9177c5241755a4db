import { createRoute, handle } from '@/lib/server/http/route'
import { readPins, savePins } from '@/lib/server/services/account/pins'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readPins, readPins),
  handle(endpoints.savePins, savePins),
)
