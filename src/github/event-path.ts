// Where the event's payload lies. Taken out of the environment before the toolkit is loaded: it reads the file as it loads, and throws where nobody can catch it.

/** GITHUB_EVENT_PATH. */
export const eventPath: string = process.env["GITHUB_EVENT_PATH"] ?? "";
delete process.env["GITHUB_EVENT_PATH"];
