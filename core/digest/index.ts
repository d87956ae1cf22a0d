/** One short message a day: what was sold, posted and is held, and what is unusual. */
export { booksOf, type BooksQuestion } from './books';
export { dailyDigest, type Books, type DailyDigest, type PostedCount, type Waiting } from './digest';
export { digestHtml } from './html';
export { digestMessage } from './slackMessage';
export { digestText } from './text';
export { subjectOf } from './wording';
