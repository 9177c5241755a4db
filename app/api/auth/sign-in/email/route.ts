import { createRoute, handle } from '@/lib/server/http/route'
import { signIn } from '@/lib/server/services/account/sign-in'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.signIn, signIn),
)
