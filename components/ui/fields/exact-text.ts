/** For text that the room gets exactly as typed: no keyboard or browser may improve it. */
export const exactTextProps = {
  dir: 'auto',
  autoComplete: 'off',
  autoCapitalize: 'off',
  autoCorrect: 'off',
  spellCheck: false,
} as const

/** The classes of a control for keys and values. */
export const codeControlClass =
  'block w-full rounded-md border border-control bg-surface px-2 py-1.5 font-mono text-sm aria-invalid:border-bad read-only:bg-sunken'
