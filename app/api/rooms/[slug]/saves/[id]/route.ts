import { readSave } from '@/lib/server/metadata'
import { on, route } from '@/lib/server/route'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.readSave, readSave),
)
