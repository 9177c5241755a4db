/** Least first: each role may do what those before it may. */
export const roles = ['viewer', 'editor', 'admin'] as const
export type Role = (typeof roles)[number]

/** Every act that needs somebody's leave, and the least role that has it. Verbs and screens ask this one table. */
export const actions = {
  'rooms.list': 'viewer',
  'rooms.read': 'viewer',
  'metadata.read': 'viewer',
  'metadata.save': 'editor',
  'changes.read': 'viewer',
  'events.watch': 'viewer',
  'connection.read': 'admin',
  'connection.test': 'admin',
  'people.list': 'admin',
  'people.add': 'admin',
  'people.change': 'admin',
  'people.end-sessions': 'admin',
  'account.read': 'viewer',
  'account.change': 'viewer',
} as const satisfies Record<string, Role>

export type Action = keyof typeof actions

const actionNames = Object.keys(actions) as readonly Action[]

export function may(role: Role, action: Action): boolean {
  return roles.indexOf(role) >= roles.indexOf(actions[action])
}

/** All that a role may do. */
export function allowedTo(role: Role): Action[] {
  return actionNames.filter((action) => may(role, action))
}

/** The role of that name, or null; for text from a database or an identity provider. */
export function roleFrom(text: unknown): Role | null {
  return roles.find((role) => role === text) ?? null
}
