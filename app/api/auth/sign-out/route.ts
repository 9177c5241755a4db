import { on, route } from '@/lib/server/http/route'
import { signOut } from '@/lib/server/services/auth/sign-in'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.signOut, signOut),
)
