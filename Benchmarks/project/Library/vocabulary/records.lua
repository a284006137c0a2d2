-- Ten wordings for one look each; they stand beside everything that ships.
area "BEN"

local function look(id, wording)
  step(id) { en = wording, kind = "check", doc = "Asks for one record and compares its number." }
end

look("record.carries", "record {int} carries its number")
look("record.right", "the number of record {int} is right")
look("record.found", "record {int} is found under its number")
look("record.search", "looking for {int} finds record {int}")
look("record.leads", "number {int} leads to one record")
look("record.readable", "record {int} can be read")
look("record.shelf", "the shelf holds record {int}")
look("record.seen", "a reader sees record {int}")
look("record.index", "the index points to record {int}")
look("record.answers", "record {int} answers to its number")
