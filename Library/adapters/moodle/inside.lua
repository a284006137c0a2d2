-- What is written inside activities, piece by piece: posts, pages, entries, questions, options. A kind that is not here has no
-- function for it; where an answer may lack something the activity counts as unread, too.
local moodle = require "moodle/site"

-- Only sites that have such activities need these functions in the service: doctor does not ask for them.
local function ask(name, arguments) return moodle.ws(moodle.admin, name, arguments) end

local inside = {}

function inside.choice(choice)
  local options = ask("mod_choice_get_choice_options", { choiceid = choice.id }).options
  return #options > 0 and map(options, function(o) return o.text end) or nil
end

-- What is shown after sending only those see who may edit.
function inside.feedback(evaluation)
  if type(evaluation.page_after_submit) ~= "string" then return nil end
  local items = ask("mod_feedback_get_items", { feedbackid = evaluation.id }).items
  return map(items, function(i) return i.name .. " " .. i.label .. " " .. i.presentation end)
end

function inside.forum(forum)
  local found = ask("mod_forum_get_forum_discussions", { forumid = forum.id, page = 0, perpage = 10000 }).discussions
  if type(forum.numdiscussions) ~= "number" or #found < forum.numdiscussions then return nil end
  local texts = list {}
  for _, discussion in ipairs(found) do
    local posts = ask("mod_forum_get_discussion_posts", { discussionid = discussion.discussion }).posts
    if #posts < discussion.numreplies + 1 then return nil end
    for _, post in ipairs(posts) do texts[#texts + 1] = post.subject .. " " .. post.message end
  end
  return texts
end

function inside.glossary(glossary)
  if glossary.allowcomments ~= 0 then return nil end
  local found = ask("mod_glossary_get_entries_by_letter",
    { id = glossary.id, letter = "ALL", limit = 100000, options = { includenotapproved = 1 } })
  if #found.entries ~= found.count then return nil end
  return map(found.entries, function(e) return e.concept .. " " .. e.definition end)
end

function inside.lesson(lesson)
  local texts = list {}
  for _, entry in ipairs(ask("mod_lesson_get_pages", { lessonid = lesson.id }).pages) do
    local page = entry.page
    if type(page.title) ~= "string" or type(page.contents) ~= "string" then return nil end
    texts[#texts + 1] = page.title .. " " .. page.contents
    if #entry.answerids > 0 then
      local shown = ask("mod_lesson_get_page_data", { lessonid = lesson.id, pageid = page.id })
      if shown.newpageid ~= page.id or #shown.answers ~= #entry.answerids then return nil end
      for _, answer in ipairs(shown.answers) do
        if type(answer.answer) ~= "string" then return nil end
        texts[#texts + 1] = answer.answer .. " " .. (answer.response or "")
      end
    end
  end
  return texts
end

-- The pages of all groups, or of all people, as they are shown. A link to a page that nobody wrote yet leads to a form for it:
-- whether that is meant so a person says.
function inside.wiki(wiki)
  local texts = list {}
  for _, part in ipairs(ask("mod_wiki_get_subwikis", { wikiid = wiki.id }).subwikis) do
    local pages = ask("mod_wiki_get_subwiki_pages", { wikiid = wiki.id, groupid = tonumber(part.groupid), userid = part.userid }).pages
    for _, page in ipairs(pages) do
      local remarks = ask("core_comment_get_comments",
        { contextlevel = "module", instanceid = wiki.coursemodule, component = "mod_wiki", itemid = page.id, area = "wiki_page" })
      local is_whole = type(page.cachedcontent) == "string" and not text.has(page.cachedcontent, "wiki_newentry")
      if not is_whole or #remarks.comments < remarks.count then return nil end
      -- its own links for changing a part of the page
      texts[#texts + 1] = page.title .. " " .. text.replace(page.cachedcontent, '<a href="edit\\.php[^"]*" class="wiki_edit_section">', "")
      for _, remark in ipairs(remarks.comments) do texts[#texts + 1] = remark.content end
    end
  end
  return texts
end

-- nil where something is not told, or not to this account.
local function texts_of(kind, activity)
  local read = inside[kind]
  return read and try(read, activity)
end

return { texts_of = texts_of }
