import { on, route } from '@/lib/server/route'
import { signOut } from '@/lib/server/sign-in'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.signOut, signOut),
)
