import { on, route } from '@/lib/server/route'
import { verifyBackupCode } from '@/lib/server/second-factor'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.verifyBackupCode, verifyBackupCode),
)
