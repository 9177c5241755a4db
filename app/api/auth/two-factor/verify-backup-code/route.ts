import { on, route } from '@/lib/server/http/route'
import { verifyBackupCode } from '@/lib/server/services/auth/two-factor'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.verifyBackupCode, verifyBackupCode),
)
