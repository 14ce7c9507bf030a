/** Stands at the head of a report, so that whoever sends one knows what is in it. */
export const reportHead = `Read this before you send it to anybody, and take out what you would rather keep.

What is in it: versions of Tintype and of what it is built on, this computer, engines, models, settings, and the last
lines of Tintype's log on this computer: when it started, what failed and where in the program. The log names files and
folders of photographs; your home folder is written as ~.

What is not in it: photographs, colours, captions, tags, hints, searches, or anything else that you typed.

Tintype itself sends it nowhere.`
