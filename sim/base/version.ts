/** Version of the model and its data; changes when an answer may change. */
export const version = '0.2.0'
