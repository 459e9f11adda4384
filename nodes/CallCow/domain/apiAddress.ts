/** Where CallCow answers when the credential says nothing else. */
export const DEFAULT_BASE_URL = 'https://www.callcow.ai/api';
