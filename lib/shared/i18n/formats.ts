/**
 * Precompiled messages know no built-in number style, not even `percent`, so it is defined here.
 */
export const formats = {
  number: { percent: { style: 'percent', maximumFractionDigits: 1 } },
} as const
