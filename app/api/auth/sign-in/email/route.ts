import { on, route } from '@/lib/server/http/route'
import { signIn } from '@/lib/server/services/auth/sign-in'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(on(endpoints.signIn, signIn))
