export { runStory, STORY_STEPS, type StoryFigures, type StoryOptions, type StoryStep } from './run-story.js';
