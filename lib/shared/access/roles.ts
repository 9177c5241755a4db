/** Each role includes the permissions of those before it. */
export const roles = ['viewer', 'editor', 'admin'] as const
export type Role = (typeof roles)[number]

/** The least role that each action needs. Endpoints, services and screens all use this table. */
export const actions = {
  'rooms.list': 'viewer',
  'rooms.read': 'viewer',
  'metadata.read': 'viewer',
  'metadata.save': 'editor',
  'changes.read': 'viewer',
  'presets.read': 'viewer',
  'presets.write': 'editor',
  'batches.read': 'editor',
  'batches.write': 'editor',
  'events.watch': 'viewer',
  'connection.read': 'admin',
  'connection.test': 'admin',
  'people.list': 'admin',
  'people.add': 'admin',
  'people.change': 'admin',
  'people.end-sessions': 'admin',
  'audit.read': 'admin',
  'catalogue.read': 'viewer',
  'catalogue.change': 'admin',
  'account.read': 'viewer',
  'account.change': 'viewer',
} as const satisfies Record<string, Role>

export type Action = keyof typeof actions

export function hasPermission(role: Role, action: Action): boolean {
  return roles.indexOf(role) >= roles.indexOf(actions[action])
}

/** Null for any other text, for example from an identity provider. */
export function parseRole(text: unknown): Role | null {
  return roles.find((role) => role === text) ?? null
}
