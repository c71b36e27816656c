### What, where, what you can do.

error-not-a-history = { $file } is not a Proximal history. Choose another file.
error-newer-history = { $file } was written by a newer version. Update Proximal.
error-damaged-history = { $file } is damaged. Keep it and restore a copy.
error-no-backup = { $file } is not a whole backup. Nothing was changed.
error-exists = { $file } is there already. Choose another name.
error-disk-full = There is no room left. Make some and try again.
error-read-only = { $file } cannot be written. Check its permissions.
error-unreachable = { $file } cannot be opened. Check that its folder exists and is yours.
error-busy = Another program is using the history. Try again.
error-no-session = There is no session { $id }.
error-no-item = There is nothing called { $id }.
error-ambiguous-id = More than one id begins with { $id }. Give more of it.
error-already-saved = Another session is saved under this name.
error-invalid = This is not valid. Change it and try again.
error-newer-import = A newer version wrote this file. Nothing was taken. Update Proximal.
error-bad-import = This file cannot be taken in. Nothing was changed.
error-bad-prescription = This is no prescription that can be followed. Ask for it again.
error-closed = The history is closed. Open it again.
error-session-over = This session is saved. Begin a new one.
error-internal = Something went wrong inside. What was saved is safe.
error-cancelled = This was broken off. Nothing was changed.
error-unsupported = This device cannot do that.
fault-journal = The session cannot be kept as it goes. Keep the app open until it is saved.

routine-json = This is no routine: { $what }.
routine-schema = { $field } names a version this build does not know. Update the app, or export the routine again.
routine-name = { $field } may hold only lower-case words joined by hyphens.
routine-range = { $field } is { $value }. Choose { $low } to { $high }.
routine-range-or-zero = { $field } is { $value }. Choose 0, or { $low } to { $high }.
routine-missing = { $field } is missing; this exercise needs it.
routine-not-here = { $field } does not go with this exercise.
routine-no-shared-start = { $field } cannot alternate here: the sides start from different poses. Do one side after the other, or keep the other leg up.
