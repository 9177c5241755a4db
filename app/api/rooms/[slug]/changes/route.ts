import { on, route } from '@/lib/server/http/route'
import { listChanges } from '@/lib/server/services/changes'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.listRoomChanges, listChanges),
)
