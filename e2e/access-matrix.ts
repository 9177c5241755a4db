import type { Role } from '@/lib/shared/access/roles'
import type { endpoints } from '@/lib/shared/api/contract'

type EndpointName = keyof typeof endpoints

/**
 * The lowest role that may call each endpoint; `public` needs no session. The table repeats
 * `lib/shared/access/roles.ts` on purpose, so that tests catch a mistake there. An endpoint that is
 * missing here does not compile.
 */
export const accessMatrix: Record<EndpointName, Role | 'public'> = {
  listRooms: 'viewer',
  readRoom: 'viewer',
  readMetadata: 'viewer',
  saveMetadata: 'editor',
  readSave: 'viewer',
  readLive: 'public',
  readReady: 'public',
  listRoomChanges: 'viewer',
  listChanges: 'viewer',
  listOpenChanges: 'viewer',
  readChange: 'viewer',
  readRoomAsOf: 'viewer',
  readTimeline: 'viewer',
  listAuthors: 'viewer',
  exportChanges: 'viewer',
  watchRoom: 'viewer',
  watchTopics: 'viewer',
  readWatchers: 'viewer',
  receiveWebhook: 'public',
  signIn: 'public',
  verifyCode: 'public',
  verifyBackupCode: 'public',
  signInWithProvider: 'public',
  finishSingleSignOn: 'public',
  endProviderSessions: 'public',
  rememberDevice: 'viewer',
  signOut: 'public',
  getSession: 'public',
  changePassword: 'viewer',
  reauthenticate: 'viewer',
  listSessions: 'viewer',
  revokeSession: 'viewer',
  revokeOtherSessions: 'viewer',
  enableSecondFactor: 'viewer',
  confirmSecondFactor: 'viewer',
  disableSecondFactor: 'viewer',
  listPeople: 'admin',
  addPerson: 'admin',
  changePerson: 'admin',
  endSessions: 'admin',
  unlinkPerson: 'admin',
  resetPassword: 'admin',
  turnOffTwoFactor: 'admin',
  listAuditEntries: 'admin',
  exportAudit: 'admin',
  readCatalogue: 'viewer',
  replaceCatalogue: 'admin',
  readConnection: 'admin',
  testConnection: 'admin',
  readMetrics: 'public',
}

const year = 'since=2026-01-01T00:00:00Z&until=2027-01-01T00:00:00Z'

/** Requests that pass validation but change nothing. */
export const sampleRequests: { [N in EndpointName]?: { query?: string; body?: object } } = {
  saveMetadata: { body: { changes: [{ key: 'a', from: 'never', to: 'b' }] } },
  readTimeline: { query: year },
  exportChanges: { query: `format=csv&${year}` },
  watchTopics: { query: 'topic=history' },
  receiveWebhook: { body: {} },
  signIn: { body: { email: 'unknown@example.com', password: 'none' } },
  verifyCode: { body: { code: '000000' } },
  verifyBackupCode: { body: { code: 'none' } },
  signInWithProvider: { body: {} },
  changePassword: { body: { currentPassword: 'none', newPassword: 'a password of twelve' } },
  revokeSession: { body: { id: 'none' } },
  enableSecondFactor: { body: { password: 'none' } },
  reauthenticate: { body: { password: 'none' } },
  confirmSecondFactor: { body: { code: '000000' } },
  disableSecondFactor: { body: { password: 'none', code: 'none' } },
  addPerson: { body: { email: 'no address', name: 'None', role: 'viewer' } },
  changePerson: { body: { role: 'viewer' } },
  turnOffTwoFactor: { body: { enabled: false } },
  exportAudit: { query: `format=csv&${year}` },
  replaceCatalogue: { body: { version: 0, keys: [] } },
}
