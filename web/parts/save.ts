/** Hands a file to the person: the browser's own download of it. */
export function saveAs(name: string, address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

export function saveText(name: string, text: string, type: string): void {
  saveAs(name, URL.createObjectURL(new Blob([text], { type })))
}
