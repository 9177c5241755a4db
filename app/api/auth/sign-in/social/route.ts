import { on, route } from '@/lib/server/http/route'
import { signInWithProvider } from '@/lib/server/services/auth/single-sign-on'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.signInWithProvider, signInWithProvider),
)
