/** The text as a text area shows it: with LF only. */
export const toDisplayedText = (text: string) => text.replace(/\r\n?/g, '\n')
