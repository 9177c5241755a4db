import 'server-only'

/** The commands of the Live API that this console calls. */
export const COMMANDS = [
  'get_room_metadata',
  'set_room_metadata',
  'del_room_metadata',
  'get_room_info',
  'get_room_list',
] as const

export type Command = (typeof COMMANDS)[number]
